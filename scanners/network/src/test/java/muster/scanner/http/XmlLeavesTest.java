package muster.scanner.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class XmlLeavesTest {
    private static XmlLeaves leaves(String document) throws XmlLeaves.Refused {
        return XmlLeaves.of(document.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void elementsWithTextAreRead() throws XmlLeaves.Refused {
        assertEquals(
                List.of(new XmlLeaves.Leaf("b", "one & two"), new XmlLeaves.Leaf("c", "three")),
                leaves("<a> <b>one &amp; two</b> <x:c xmlns:x='u'><![CDATA[three]]></x:c> </a>")
                        .all());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no XML",
                "<a><b></a>",
                "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>",
                "<!DOCTYPE a [<!ENTITY e 'x'><!ENTITY f '&e;&e;'>]><a>&f;</a>",
                "<!DOCTYPE a SYSTEM 'http://127.0.0.1:1/a.dtd'><a>b</a>"
            })
    void whatNeedsMoreThanElementsIsRefused(String document) {
        assertThrows(XmlLeaves.Refused.class, () -> leaves(document));
    }

    @Test
    void whatIsTooDeepOrTooLongIsRefused() {
        assertThrows(
                XmlLeaves.Refused.class,
                () -> leaves("<a>".repeat(1_000) + "x" + "</a>".repeat(1_000)));
        assertThrows(
                XmlLeaves.Refused.class, () -> leaves("<a>" + "<b>x</b>".repeat(10_000) + "</a>"));
    }
}
