package muster.e2e.journeys;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** What is on a page, found as a reader finds it: by its role and its words. */
final class Find {
    private Find() {}

    static Locator button(Page page, String name) {
        return named(page, AriaRole.BUTTON, name);
    }

    static Locator link(Page page, String name) {
        return named(page, AriaRole.LINK, name);
    }

    static Locator heading(Page page, String name) {
        return named(page, AriaRole.HEADING, name);
    }

    /** A destination in the navigation at the side. */
    static Locator navigation(Page page, String name) {
        return page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Main"))
                .getByRole(AriaRole.LINK)
                .filter(new Locator.FilterOptions().setHasText(name));
    }

    static Locator text(Page page, String text) {
        return page.getByText(text, new Page.GetByTextOptions().setExact(true));
    }

    private static Locator named(Page page, AriaRole role, String name) {
        return page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
