package muster.web;

import java.util.List;

/** The gallery, which shows every component, and whole pages to copy. */
public final class GallerySamples implements PageSamples {
    @Override
    public List<PageSample> samples() {
        var gallery = Gallery.at(Preview.NOW);
        return List.of(
                PageSample.of("web/gallery", gallery, SampleShells.acme("devices")),
                PageSample.of("web/pattern-overview", gallery, SampleShells.acme("overview")),
                PageSample.of("web/pattern-device", gallery, SampleShells.acme("devices")),
                PageSample.of("web/pattern-finding", gallery, SampleShells.acme("findings")),
                PageSample.of("web/pattern-settings", gallery, SampleShells.acme("")),
                PageSample.of("web/pattern-login", gallery, SampleShells.visitor()));
    }
}
