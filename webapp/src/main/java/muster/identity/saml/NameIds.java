package muster.identity.saml;

import java.util.Optional;
import org.w3c.dom.Element;

/** Names of persons, read so that nothing in one can be taken for another's. */
final class NameIds {
    static final int LETTERS_MAX = 256;

    private final Checks checks;

    NameIds(Checks checks) {
        this.checks = checks;
    }

    NameId read(Element parent) {
        var element = Xml.child(parent, "a:NameID");
        var value = element.map(Xml::text).orElse("");
        checks.look(
                !value.isBlank(), Check.Subject.NAME_ID, "a name", value, Reason.NAME_ID_MISSING);
        checks.look(
                value.length() <= LETTERS_MAX && value.codePoints().allMatch(NameIds::isVisible),
                Check.Subject.NAME_ID,
                "visible letters without spaces, at most " + LETTERS_MAX,
                value,
                Reason.NAME_ID_MALFORMED);
        return new NameId(
                value,
                attribute(element, "Format").orElse(NameId.UNSPECIFIED),
                attribute(element, "NameQualifier").orElse(""),
                attribute(element, "SPNameQualifier").orElse(""));
    }

    private static Optional<String> attribute(Optional<Element> element, String name) {
        return element.flatMap(one -> Xml.attribute(one, name));
    }

    /** No spaces, no controls, nothing that turns the direction or has no width. */
    private static boolean isVisible(int letter) {
        return switch (Character.getType(letter)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    false;
            default -> true;
        };
    }
}
