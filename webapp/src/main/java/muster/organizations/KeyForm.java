package muster.organizations;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import muster.identity.Expiry;
import muster.identity.Faults;
import muster.identity.Line;
import muster.tenancy.Permission;
import muster.web.Cidr;
import org.jspecify.annotations.Nullable;

/** What somebody asks of a new key, by form or as JSON. */
record KeyForm(String name, List<String> scopes, String expiresAtText, List<String> ipAllow) {
    KeyForm {
        scopes = List.copyOf(scopes);
        ipAllow = List.copyOf(ipAllow);
    }

    /** A form with nothing in it but a scope that is ticked already. */
    static KeyForm withScope(String scope) {
        return new KeyForm("", List.of(scope), "", List.of());
    }

    /** The fields of the page's form: a day, and ranges separated by space or commas. */
    record Typed(
            String name,
            List<String> scopes,
            @Nullable String expiresAt,
            @Nullable String ipAllow) {
        KeyForm form() {
            var ranges = ipAllow == null ? "" : ipAllow;
            return new KeyForm(
                    name,
                    scopes,
                    expiresAt == null ? "" : expiresAt,
                    Stream.of(ranges.split("[\\s,]+", -1)).filter(one -> !one.isEmpty()).toList());
        }
    }

    /** The same as programs send it. */
    record Sent(
            String name,
            List<String> scopes,
            @Nullable Instant expiresAt,
            @Nullable List<String> ipAllow) {
        KeyForm form() {
            return new KeyForm(
                    name,
                    scopes,
                    expiresAt == null ? "" : expiresAt.toString(),
                    ipAllow == null ? List.of() : ipAllow);
        }
    }

    String ipAllowText() {
        return String.join(", ", ipAllow);
    }

    /** The key that is wanted; nothing where something is wrong with it. */
    Optional<ApiKeys.Wanted> wanted(Faults faults, Instant now) {
        var line = Line.of(name, ApiKeys.NAME_LETTERS_MAX);
        faults.check(line.isPresent(), "name", "organizations.name.malformed");
        var permissions = permissions(faults);
        var ranges = ranges(faults);
        var expires = Expiry.of(expiresAtText, faults, now);
        return faults.none()
                ? Optional.of(new ApiKeys.Wanted(line.orElseThrow(), permissions, ranges, expires))
                : Optional.empty();
    }

    private EnumSet<Permission> permissions(Faults faults) {
        var permissions = EnumSet.noneOf(Permission.class);
        for (var word : scopes) {
            Permission.of(word)
                    .ifPresentOrElse(
                            permissions::add,
                            () -> faults.add("scopes", "identity.scope.unknown", word));
        }
        faults.check(!permissions.isEmpty(), "scopes", "organizations.key.scopes.none");
        return permissions;
    }

    private List<Cidr> ranges(Faults faults) {
        var ranges = new ArrayList<Cidr>();
        faults.check(
                ipAllow.size() <= ApiKeys.RANGES_MAX, "ip_allow", "organizations.key.ranges.many");
        for (var text : ipAllow.subList(0, Math.min(ipAllow.size(), ApiKeys.RANGES_MAX))) {
            try {
                ranges.add(Cidr.of(text.strip()));
            } catch (IllegalArgumentException _) {
                faults.add("ip_allow", "organizations.key.range.malformed", text);
            }
        }
        return ranges;
    }
}
