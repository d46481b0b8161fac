package muster.web;

import java.util.List;

/** The tabs that a page stands among, where another room keeps them. */
@FunctionalInterface
public interface Tabs {
    /** Those that the reader may open, the one of this path being open. */
    List<Parts.Choice> of(Request request, String path);
}
