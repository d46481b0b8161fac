package muster.identity;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import muster.web.Messages;
import muster.web.Parts;

/** The tabs of a person's account. */
public enum AccountTabs {
    ACCOUNT("/account"),
    SECURITY("/account/security"),
    CONNECTIONS("/account/connections"),
    TOKENS("/account/tokens");

    private final String path;

    AccountTabs(String path) {
        this.path = path;
    }

    /** All of them, this one being open. */
    public List<Parts.Choice> open(Messages messages) {
        return Stream.of(values())
                .map(tab ->
                        Parts.Choice.of(
                                messages.text(
                                        "identity.tab." + tab.name().toLowerCase(Locale.ROOT)),
                                tab.path,
                                tab == this))
                .toList();
    }
}
