package muster.identify;

import java.util.HashMap;
import java.util.Map;

/** What products are called: {@code identify/products/*.yaml}. */
final class Products {
    private final Map<String, Product> byId = new HashMap<>();

    private Products() {}

    static Products load() {
        var products = new Products();
        for (var file : RuleFiles.index("products")) {
            var root = RuleFiles.yaml("products/" + file);
            for (var id : root.keys()) {
                products.add(id, root.entry(id));
            }
        }
        return products;
    }

    private void add(String id, Entry entry) {
        var product = Product.of(id, entry);
        entry.requireAllAsked();
        if (byId.put(id, product) != null) {
            throw new IllegalStateException("product " + id + " stands twice");
        }
    }

    /** The product of a rule, which must be there. */
    Product get(String id) {
        var product = byId.get(id);
        if (product == null) {
            throw new IllegalStateException("there is no product " + id);
        }
        return product;
    }
}
