package muster.identify;

import java.util.HashMap;
import java.util.Map;

/** What products are called: {@code identify/products.yaml}. */
final class Products {
    private final Map<String, Product> byId = new HashMap<>();

    private Products() {}

    /** Reads them; an id that stands twice is refused by the reader of the file. */
    static Products of(Entry all) {
        var products = new Products();
        for (var id : all.keys()) {
            var entry = all.entry(id);
            products.byId.put(id, Product.of(id, entry));
            entry.requireAllAsked();
        }
        return products;
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
