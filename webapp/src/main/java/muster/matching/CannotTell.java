package muster.matching;

/**
 * The honest answer when a conclusion would be a guess; never to be read as "not vulnerable".
 *
 * @param why one clause for people: "no version", "no feed for Rocky Linux 9"
 */
public record CannotTell(String why) implements Identification, Verdict {}
