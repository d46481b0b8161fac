package muster.web;

/** Answers one request: finds, does one thing, replies. It never sends. */
@FunctionalInterface
public interface Handler {
    Reply handle(Request request);
}
