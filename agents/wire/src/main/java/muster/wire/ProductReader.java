package muster.wire;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads one piece of software of a report. */
final class ProductReader {
    private @Nullable String vendor;
    private @Nullable String name;
    private @Nullable String version;
    private @Nullable String sourceType;
    private @Nullable String architecture;
    private @Nullable String sourcePackage;
    private @Nullable String sourceVersion;
    private @Nullable String purl;

    private ProductReader() {}

    static SoftwareFact product(Tokens tokens) throws IOException {
        var product = new ProductReader();
        tokens.object(field -> product.field(field, tokens));
        return product.fact();
    }

    private void field(String field, Tokens tokens) throws IOException {
        switch (field) {
            case "vendor" -> vendor = tokens.text();
            case "product_name" -> name = tokens.text();
            case "version" -> version = tokens.text();
            case "source_type" -> sourceType = tokens.text();
            case "architecture" -> architecture = tokens.text();
            case "source_package" -> sourcePackage = tokens.text();
            case "source_version" -> sourceVersion = tokens.text();
            case "purl" -> purl = tokens.text();
            default -> tokens.unknown();
        }
    }

    private SoftwareFact fact() {
        return new SoftwareFact(
                vendor,
                Text.required("product_name", name),
                version,
                sourceType == null ? SoftwareFact.SOURCE_UNKNOWN : sourceType,
                architecture,
                sourcePackage,
                sourceVersion,
                purl);
    }
}
