package muster.catalogue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import muster.matching.IndexBuilder;

/** What holds for any bytes: a record that can be stored and matched, or Unreadable. */
class OsvReaderFuzz {
    private static final String LONGEST = "20s";

    static class AnyBytesTarget {
        @FuzzTest(maxDuration = LONGEST)
        void anyBytes(byte[] bytes) {
            try {
                var record = OsvReader.read(bytes);
                AffectedRow.of(record);
                new IndexBuilder().add(record.advisory("fuzz"));
            } catch (Unreadable expected) {
                // The only exception that is allowed out.
            }
        }
    }
}
