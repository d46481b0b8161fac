package muster.identify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import muster.identify.Identity.Service;
import org.jspecify.annotations.Nullable;

/** An identity as JSON; what is not known is null. */
public final class IdentityJson {
    private static final JsonFactory JSON = new JsonFactory();

    /** The facts in the order in which people read them. */
    private static final List<Field> FACTS =
            List.of(
                    Field.VENDOR,
                    Field.OS_VENDOR,
                    Field.OS,
                    Field.VERSION,
                    Field.MODEL,
                    Field.SERIAL,
                    Field.HOSTNAME,
                    Field.TYPE,
                    Field.CPE);

    private final JsonGenerator out;

    private IdentityJson(JsonGenerator out) {
        this.out = out;
    }

    /** All of it as one object. */
    public static String of(Identity identity) {
        var text = new StringWriter();
        try (var out = JSON.createGenerator(text)) {
            out.writeStartObject();
            writeFields(identity, out);
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** All of it as fields of the object that is open. */
    public static void writeFields(Identity identity, JsonGenerator out) throws IOException {
        writeFields(identity, out, "why");
    }

    /**
     * The same in an object that has a {@code why} of its own.
     *
     * @param why what the field is called in which the evidence of each answer is
     */
    public static void writeFields(Identity identity, JsonGenerator out, String why)
            throws IOException {
        new IdentityJson(out).fields(identity, why);
    }

    private interface Row<T> {
        void write(T row) throws IOException;
    }

    private void fields(Identity identity, String why) throws IOException {
        for (var fact : FACTS) {
            out.writeStringField(fact.word(), identity.find(fact).orElse(null));
        }
        service(identity.service());
        rows(
                Field.INTERFACES,
                identity.interfaces(),
                one -> {
                    text("name", one.name());
                    text("alias", one.alias());
                    text("mac", one.mac());
                    number("speed_bps", one.speedBps());
                    flag("admin_up", one.adminUp());
                    flag("oper_up", one.operUp());
                });
        rows(
                Field.NEIGHBOURS,
                identity.neighbours(),
                one -> {
                    text("local_interface", one.localInterface());
                    text("remote_name", one.remoteName());
                    text("remote_interface", one.remoteInterface());
                    text("remote_platform", one.remotePlatform());
                });
        rows(
                Field.ARP,
                identity.arp(),
                one -> {
                    text("ip", one.ip());
                    text("mac", one.mac());
                    text("interface", one.through());
                });
        rows(
                Field.MACS,
                identity.macs(),
                one -> {
                    text("mac", one.mac());
                    number("vlan", one.vlan());
                    text("interface", one.through());
                });
        rows(
                Field.MODULES,
                identity.modules(),
                one -> {
                    text("name", one.name());
                    text("model", one.model());
                    text("serial", one.serial());
                    text("version", one.version());
                });
        rows(
                Field.SOFTWARE,
                identity.software(),
                one -> {
                    text("vendor", one.vendor());
                    text("name", one.name());
                    text("version", one.version());
                });
        whys(why, identity.whys(), Why::evidence);
        whys("rules", identity.whys(), Why::rule);
    }

    private void service(@Nullable Service service) throws IOException {
        if (service == null) {
            out.writeNullField(Field.SERVICE.word());
        } else {
            out.writeObjectFieldStart(Field.SERVICE.word());
            text("vendor", service.vendor());
            text("product", service.product());
            text("version", service.version());
            text("cpe", service.cpe());
            out.writeEndObject();
        }
    }

    private <T> void rows(Field field, List<T> rows, Row<T> row) throws IOException {
        out.writeArrayFieldStart(field.word());
        for (var one : rows) {
            out.writeStartObject();
            row.write(one);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void whys(String name, Map<Field, Why> whys, Function<Why, String> part)
            throws IOException {
        out.writeObjectFieldStart(name);
        for (var field : Field.values()) {
            var why = whys.get(field);
            if (why != null) {
                out.writeStringField(field.word(), part.apply(why));
            }
        }
        out.writeEndObject();
    }

    private void text(String name, @Nullable String value) throws IOException {
        out.writeStringField(name, value);
    }

    private void number(String name, @Nullable Number value) throws IOException {
        if (value == null) {
            out.writeNullField(name);
        } else {
            out.writeNumberField(name, value.longValue());
        }
    }

    private void flag(String name, @Nullable Boolean value) throws IOException {
        if (value == null) {
            out.writeNullField(name);
        } else {
            out.writeBooleanField(name, value);
        }
    }
}
