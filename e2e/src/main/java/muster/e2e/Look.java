package muster.e2e;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;

/** How a visitor sees pages: width of the window and colour scheme. */
public enum Look {
    WIDE_LIGHT(1280, ColorScheme.LIGHT),
    WIDE_DARK(1280, ColorScheme.DARK),
    PHONE_LIGHT(375, ColorScheme.LIGHT),
    PHONE_DARK(375, ColorScheme.DARK);

    private static final int HEIGHT = 800;

    private final int width;
    private final ColorScheme scheme;

    Look(int width, ColorScheme scheme) {
        this.width = width;
        this.scheme = scheme;
    }

    public int width() {
        return width;
    }

    ColorScheme scheme() {
        return scheme;
    }

    /** The settings of such a window. */
    public NewContextOptions options() {
        return new NewContextOptions()
                .setViewportSize(width, HEIGHT)
                .setColorScheme(scheme)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setLocale("en-GB")
                .setTimezoneId("UTC");
    }
}
