package muster.identity.saml;

import muster.web.Messages;

/** A check as people read it. */
public record CheckRow(String name, String expected, String received, boolean holds) {
    static CheckRow of(Check check, Messages messages) {
        return new CheckRow(
                messages.text(check.subject().words()),
                check.expected(),
                check.received(),
                check.holds());
    }

    static CheckRow of(Attempts.Line line, Messages messages) {
        return new CheckRow(
                messages.text("identity.saml.check." + line.check()),
                line.expected(),
                line.received(),
                line.holds());
    }
}
