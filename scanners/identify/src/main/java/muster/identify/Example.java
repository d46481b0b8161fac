package muster.identify;

import java.util.Map;

/**
 * What a rule says of itself: of this evidence, these answers.
 *
 * @param rule which must have given at least one of them
 * @param expected part of what identification answers, as in its JSON: texts, lists, maps
 */
record Example(String rule, Evidence given, Map<String, Object> expected) {}
