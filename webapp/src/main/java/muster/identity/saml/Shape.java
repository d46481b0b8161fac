package muster.identity.saml;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Attr;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * What a message may look like: a list of every element with what may stand in it ({@code
 * shape.txt}), far narrower than the schemas. Nothing is ever looked for by its name or id anywhere
 * in a document, so an element that stands elsewhere than listed is not overlooked but refused.
 *
 * <p>Order, and what must be there, are the schemas' matter.
 */
final class Shape {
    static final int ELEMENTS_MAX = 10_000;

    private static final Map<String, Rule> RULES = rules();
    private static final Rule NOTHING = new Rule(Set.of(), Map.of());

    /** At a place where a signature may stand, or within one. */
    private static final Pattern SIGNATURE =
            Pattern.compile("^(/p:Response|/p:Logout\\w+)?(/a:Assertion)?/s:Signature(/|$)");

    private static final String ENCRYPTED = "a:Encrypted";

    private final Checks checks;
    private final Set<String> ids = new HashSet<>();
    private int elements;

    /** What an element may have; of its elements, whether there may be several. */
    private record Rule(Set<String> own, Map<String, Boolean> children) {
        boolean text() {
            return own.contains("#");
        }

        boolean anythingForeign() {
            return own.contains("{}");
        }
    }

    private Shape(Checks checks) {
        this.checks = checks;
    }

    private static Map<String, Rule> rules() {
        try (var file =
                Objects.requireNonNull(Shape.class.getResourceAsStream("shape.txt"), "shape")) {
            Map<String, Rule> rules = new HashMap<>();
            new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .forEach(line -> {
                        var halves = line.split(" : ", 2);
                        var words = List.of(halves[0].split(" ", -1));
                        rules.put(
                                words.getFirst(),
                                new Rule(
                                        Set.copyOf(words.subList(1, words.size())),
                                        several(halves.length == 1 ? "" : halves[1])));
                    });
            return Map.copyOf(rules);
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static Map<String, Boolean> several(String children) {
        Map<String, Boolean> several = new HashMap<>();
        for (var child : children.split(" ", -1)) {
            several.put(child.replace("*", ""), child.endsWith("*"));
        }
        return Map.copyOf(several);
    }

    /** Refuses a document unless its root is one of these and it looks as it may. */
    static void require(Document document, Set<String> roots, Checks checks) throws Refusal {
        var root = document.getDocumentElement();
        var expected = String.join(", ", roots);
        checks.refuseUnless(
                roots.contains(Names.of(root)),
                Check.Subject.SHAPE,
                expected,
                Names.of(root),
                Reason.UNEXPECTED_SHAPE);
        for (var node = document.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node.getNodeType() != Node.ELEMENT_NODE
                    && node.getNodeType() != Node.COMMENT_NODE) {
                throw checks.refused(
                        Check.Subject.XML,
                        "nothing around the message",
                        node.getNodeName(),
                        Reason.FORBIDDEN_XML);
            }
        }
        new Shape(checks).walk(root, rule(root));
    }

    private static Rule rule(Element element) {
        var name = Names.of(element);
        var above = element.getParentNode();
        var inParent = above == null ? null : RULES.get(Names.of(above) + "/" + name);
        return inParent != null ? inParent : RULES.getOrDefault(name, NOTHING);
    }

    private void walk(Element element, Rule rule) throws Refusal {
        count();
        attributes(element, rule);
        Plainness.require(element, rule.text(), checks);
        Map<String, Integer> seen = new HashMap<>();
        for (var child : Xml.children(element)) {
            var name = Names.of(child);
            if (rule.anythingForeign()) {
                foreign(child);
            } else if (!rule.children().containsKey(name)) {
                throw refused(child, "no such element there", path(child));
            } else if (seen.merge(name, 1, Integer::sum) > 1
                    && !Objects.requireNonNull(rule.children().get(name))) {
                throw refused(child, "one such element", path(child) + ", twice");
            } else {
                walk(child, rule(child));
            }
        }
    }

    private void attributes(Element element, Rule rule) throws Refusal {
        for (var attribute : Plainness.attributes(element, checks)) {
            var name = Names.of(attribute);
            var listed = rule.own().contains("@" + name);
            if (!listed && !(rule.own().contains("@{}") && isForeign(attribute))) {
                throw refused(element, "no such attribute there", path(element) + "/@" + name);
            } else if (isId(attribute) && !ids.add(attribute.getValue())) {
                throw checks.refused(
                        Check.Subject.SHAPE,
                        "every id once",
                        attribute.getValue() + ", twice",
                        Reason.DUPLICATE_ID);
            } else if (name.equals("Version") && !attribute.getValue().equals("2.0")) {
                throw refused(element, "version 2.0", "version " + attribute.getValue());
            }
        }
    }

    /** Something that means nothing to us: it may stand there as long as it stays meaningless. */
    private void foreign(Element element) throws Refusal {
        count();
        if (!isForeign(element)) {
            throw refused(element, "no such element there", path(element));
        }
        for (var attribute : Plainness.attributes(element, checks)) {
            if (isId(attribute) || !(attribute.getNamespaceURI() == null || isForeign(attribute))) {
                throw refused(element, "no such attribute there", path(element));
            }
        }
        Plainness.require(element, true, checks);
        for (var child : Xml.children(element)) {
            foreign(child);
        }
    }

    private void count() throws Refusal {
        elements++;
        if (elements > ELEMENTS_MAX) {
            throw checks.refused(
                    Check.Subject.SIZE,
                    "at most " + ELEMENTS_MAX + " elements",
                    "more",
                    Reason.TOO_LARGE);
        }
    }

    private static boolean isForeign(Node node) {
        var namespace = node.getNamespaceURI();
        return namespace != null
                && !Names.meansSomething(namespace)
                && !(node instanceof Attr && isId(node));
    }

    private static boolean isId(Node attribute) {
        var name = attribute.getLocalName();
        return name.equalsIgnoreCase("id") || name.equalsIgnoreCase("assertionid");
    }

    private Refusal refused(Element element, String expected, String received) {
        return checks.refused(Check.Subject.SHAPE, expected, received, reason(element));
    }

    /** What is wrong with a signature, with something encrypted or a condition is told as that. */
    private static Reason reason(Element element) {
        var own = Names.of(element);
        var above = path(element.getParentNode());
        if (SIGNATURE.matcher(above + "/" + own).find()) {
            return Reason.SIGNATURE_PROFILE;
        } else if (own.startsWith("e:") || own.startsWith(ENCRYPTED) || above.contains(ENCRYPTED)) {
            return Reason.ENCRYPTION_REFUSED;
        } else if (above.endsWith("/a:Conditions")) {
            return Reason.CONDITION_UNKNOWN;
        } else {
            return Reason.UNEXPECTED_SHAPE;
        }
    }

    private static String path(@Nullable Node node) {
        return node instanceof Element element
                ? path(element.getParentNode()) + "/" + Names.of(element)
                : "";
    }
}
