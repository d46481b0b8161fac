package muster.identity.saml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An element of ours, to be written. Its names are ours, and every text is escaped, so that
 * nobody's text becomes an element.
 *
 * @param name with one of the prefixes samlp, saml, md and ds
 */
record Markup(String name, Map<String, String> attributes, String text, List<Markup> children) {
    private static final Map<String, String> NAMESPACES =
            Map.of(
                    "samlp", Names.PROTOCOL,
                    "saml", Names.ASSERTION,
                    "md", Names.METADATA,
                    "ds", Names.SIGNATURE);

    static Markup of(String name, Markup... children) {
        return new Markup(name, Map.of(), "", List.of(children));
    }

    static Markup text(String name, String text) {
        return new Markup(name, Map.of(), text, List.of());
    }

    /** With one attribute more; an empty value is none. */
    Markup with(String attribute, String value) {
        if (value.isEmpty()) {
            return this;
        } else {
            Map<String, String> more = new LinkedHashMap<>(attributes);
            more.put(attribute, value);
            return new Markup(name, more, text, children);
        }
    }

    Markup with(List<Markup> last) {
        List<Markup> more = new ArrayList<>(children);
        more.addAll(last);
        return new Markup(name, attributes, text, more);
    }

    /** The document of which this is the root. */
    String document() {
        var written = new StringBuilder();
        var all = new LinkedHashMap<String, String>();
        declare(all);
        var declared = new StringBuilder();
        all.forEach((prefix, uri) -> attribute(declared, "xmlns:" + prefix, uri));
        write(written, declared.toString());
        return written.toString();
    }

    private void declare(Map<String, String> all) {
        var prefix = name.substring(0, name.indexOf(':'));
        all.put(prefix, NAMESPACES.getOrDefault(prefix, ""));
        children.forEach(child -> child.declare(all));
    }

    private void write(StringBuilder written, String declared) {
        written.append('<').append(name).append(declared);
        attributes.forEach((attribute, value) -> attribute(written, attribute, value));
        written.append('>').append(escaped(text));
        children.forEach(child -> child.write(written, ""));
        written.append("</").append(name).append('>');
    }

    private static void attribute(StringBuilder written, String name, String value) {
        written.append(' ').append(name).append("=\"").append(escaped(value)).append('"');
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
