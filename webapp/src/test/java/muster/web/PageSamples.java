package muster.web;

import java.util.List;

/**
 * A room's templates with records to render them from, in as many states as matter.
 *
 * <p>Found by name: any class {@code muster.ROOM.…Samples} of the tests that implements this.
 */
public interface PageSamples {
    /** The samples of the room. */
    List<PageSample> samples();
}
