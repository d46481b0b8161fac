package muster.matching;

/** What a piece of software is called in the public advisories, or why nobody can tell. */
public sealed interface Identification permits Identity, CannotTell {}
