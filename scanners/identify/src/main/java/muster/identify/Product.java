package muster.identify;

import org.jspecify.annotations.Nullable;

/**
 * What rules call a product, so that all of them call it the same.
 *
 * @param id {@code cisco/ios-xe}
 * @param vendor who makes the hardware, null where it runs on anybody's
 * @param osVendor who makes the operating system
 * @param os the operating system's name without its maker's
 * @param type one of {@link Identity#TYPES}, null where it may be any
 * @param cpeName a CPE 2.3 name with {@code {version}} at the place of the version, null where none
 *     is known
 */
record Product(
        String id,
        @Nullable String vendor,
        @Nullable String osVendor,
        @Nullable String os,
        @Nullable String type,
        @Nullable String cpeName) {
    Product {
        if (type != null && !Identity.TYPES.contains(type)) {
            throw new IllegalArgumentException(
                    "product " + id + ": type " + type + " is none of " + Identity.TYPES);
        }
    }

    static Product of(String id, Entry entry) {
        var vendor = entry.text("vendor");
        var os = entry.text("os");
        var osVendor = entry.text("os_vendor");
        return new Product(
                id,
                vendor,
                osVendor == null && os != null ? vendor : osVendor,
                os,
                entry.text("type"),
                entry.text("cpe"));
    }

    @Nullable String cpe(@Nullable String version) {
        return cpeName == null ? null : Cpe.of(cpeName, version);
    }
}
