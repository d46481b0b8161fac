package muster.web;

/** The page for a request that could not be answered. */
public record ErrorPage(int statusCode, String title, String detail) implements Reply.Page {
    @Override
    public int status() {
        return statusCode;
    }
}
