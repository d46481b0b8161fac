package muster.identity.saml;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.w3c.dom.Document;
import org.w3c.dom.Node;

/** How attacks are made of honest responses, one after the other. */
final class Crafting {
    private final Scene scene;
    private final List<Attack> attacks = new ArrayList<>();

    Crafting(Scene scene) {
        this.scene = scene;
    }

    List<Attack> attacks() {
        return List.copyOf(attacks);
    }

    void way(String name, Sealing.Way way, String... reasons) {
        for (var what : Scene.Signed.values()) {
            add(name + " " + what, Sealing.write(scene.signed(scene.draft(), what, way)), reasons);
        }
    }

    void changed(String name, Scene.Signed what, Consumer<Document> change, String... reasons) {
        var document = Sealing.parse(Sealing.write(scene.signed(what)));
        change.accept(document);
        add(name, Sealing.write(document), reasons);
    }

    void add(String name, String xml, String... reasons) {
        attacks.add(
                new Attack(
                        name,
                        Base64.getEncoder().encodeToString(xml.getBytes(StandardCharsets.UTF_8)),
                        Set.of(reasons)));
    }

    static void remove(Node node) {
        node.getParentNode().removeChild(node);
    }
}
