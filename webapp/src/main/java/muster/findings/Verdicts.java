package muster.findings;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import muster.matching.Identity;
import muster.matching.Index;
import muster.matching.Verdict;

/** The index's verdicts, each distinct identity matched once for as long as the index lives. */
final class Verdicts {
    private static final int REMEMBERED_MAX = 50_000;

    private volatile Remembered remembered = new Remembered(Index.empty());

    private record Remembered(Index index, Map<Identity, Verdict> verdicts) {
        Remembered(Index index) {
            this(index, new ConcurrentHashMap<>());
        }
    }

    Verdict of(Identity identity, Index index) {
        var verdicts = rememberedFor(index);
        var known = verdicts.get(identity);
        if (known != null) {
            return known;
        } else {
            var verdict = index.verdict(identity);
            verdicts.put(identity, verdict);
            return verdict;
        }
    }

    private Map<Identity, Verdict> rememberedFor(Index index) {
        var before = remembered;
        if (before.index() != index || before.verdicts().size() > REMEMBERED_MAX) {
            before = new Remembered(index);
            remembered = before;
        }
        return before.verdicts();
    }
}
