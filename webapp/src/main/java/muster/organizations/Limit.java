package muster.organizations;

import muster.web.Problem;
import muster.web.Request;

/** How many items of a list a program wants. */
final class Limit {
    static final int USUAL = 100;
    static final int MAX = 500;

    private Limit() {}

    static int of(Request request) {
        var text = request.query("limit").orElse(String.valueOf(USUAL));
        if (!text.matches("[1-9]\\d{0,2}") || Integer.parseInt(text) > MAX) {
            throw Problem.badRequest("limit: a number from 1 to " + MAX);
        }
        return Integer.parseInt(text);
    }
}
