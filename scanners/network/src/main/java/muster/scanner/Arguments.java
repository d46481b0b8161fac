package muster.scanner;

import java.nio.file.Path;
import java.util.Optional;

/** What stands behind {@code scanner}. */
record Arguments(Verb verb, Path config, boolean once, Optional<Path> output) {
    /** What it does. */
    enum Verb {
        CHECK,
        RUN
    }

    /** Words that mean nothing here. */
    static final class Wrong extends Exception {
        private Wrong(String why) {
            super(why);
        }
    }

    static Arguments of(String... words) throws Wrong {
        var verb =
                switch (words.length == 0 ? "" : words[0]) {
                    case "check" -> Verb.CHECK;
                    case "run" -> Verb.RUN;
                    default -> throw new Wrong("expected check or run");
                };
        Optional<Path> config = Optional.empty();
        Optional<Path> output = Optional.empty();
        boolean once = false;
        for (int i = 1; i < words.length; i++) {
            switch (words[i]) {
                case "--config" -> config = Optional.of(path(words, ++i));
                case "--output" -> output = Optional.of(path(words, ++i));
                case "--once" -> once = true;
                default -> throw new Wrong("there is no " + words[i]);
            }
        }
        if (config.isEmpty()) {
            throw new Wrong("--config FILE is missing");
        } else if (verb == Verb.CHECK && (once || output.isPresent())) {
            throw new Wrong("check takes --config alone");
        }
        return new Arguments(verb, config.get(), once, output);
    }

    private static Path path(String[] words, int at) throws Wrong {
        if (at >= words.length) {
            throw new Wrong(words[at - 1] + " needs a FILE");
        }
        return Path.of(words[at]);
    }
}
