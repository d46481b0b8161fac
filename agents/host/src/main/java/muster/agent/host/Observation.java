package muster.agent.host;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import muster.wire.DeviceFacts;
import muster.wire.Inventory;
import muster.wire.Sighting;
import muster.wire.SoftwareFact;
import muster.wire.SourceFailure;
import muster.wire.Surroundings;

/**
 * What one look at a computer saw.
 *
 * @param failures the sources that could not be read, or not all of them: what they would have said
 *     is unknown, and not gone
 * @param marks hashes of what tells this machine from a copy, by kind, the strongest first
 */
public record Observation(
        DeviceFacts device,
        List<SoftwareFact> software,
        Surroundings surroundings,
        List<SourceFailure> failures,
        SequencedMap<String, String> marks) {
    public Observation {
        software = List.copyOf(software);
        failures = List.copyOf(failures);
        marks = new LinkedHashMap<>(marks);
    }

    /** The same as a report says it. */
    public List<Sighting> sightings() {
        var sightings = new ArrayList<Sighting>();
        sightings.add(new Inventory(device, software));
        sightings.add(surroundings);
        sightings.addAll(failures);
        return sightings;
    }
}
