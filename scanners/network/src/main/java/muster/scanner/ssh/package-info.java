/**
 * What devices tell over SSH: a closed list of questions that change nothing, on sessions that
 * cannot hang. {@link SshInquiry} is the way in.
 */
@NullMarked
package muster.scanner.ssh;

import org.jspecify.annotations.NullMarked;
