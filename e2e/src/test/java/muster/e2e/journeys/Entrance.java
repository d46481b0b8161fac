package muster.e2e.journeys;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import muster.e2e.Person;

/** How somebody comes in, from page to page as a person would. */
final class Entrance {
    private Entrance() {}

    /** From the open sign-up form over the mailed link into the new organization. */
    static void signUp(Person person, Page page) {
        person.signUp(page);
        Find.link(page, "Open the outbox").click();
        // The newest letter stands first.
        page.locator("article")
                .filter(new Locator.FilterOptions().setHasText(person.email()))
                .locator("a")
                .filter(new Locator.FilterOptions().setHasText("/verify/"))
                .first()
                .click();
        Find.button(page, "Yes, that was me").click();
        page.waitForURL("**/login?**");
        person.logIn(page);
    }
}
