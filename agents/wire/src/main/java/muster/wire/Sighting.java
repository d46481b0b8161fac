package muster.wire;

/** One thing that a report saw. */
public sealed interface Sighting
        permits Inventory, Change, Surroundings, SourceFailure, Scan, Target {}
