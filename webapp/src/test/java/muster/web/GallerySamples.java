package muster.web;

import java.time.Instant;
import java.util.List;

/** The gallery, which shows every component. */
public final class GallerySamples implements PageSamples {
    private static final Instant NOW = Instant.parse("2026-11-22T13:05:09Z");

    @Override
    public List<PageSample> samples() {
        return List.of(PageSample.of("web/gallery", Gallery.at(NOW), SampleShells.acme("devices")));
    }
}
