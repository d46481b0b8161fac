package muster.packages;

/**
 * A part of a paste that was not understood.
 *
 * @param line counted from 1
 * @param text shortened and redacted
 */
public record Unread(int line, String text, String why) {}
