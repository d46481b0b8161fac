package muster.web;

/** Why somebody who names a collector's key is not believed to be that collector. */
public enum Flaw {
    /** What came is not what the key signed. */
    SIGNATURE,
    /** The certificate that was shown is not one of its own, or has ended. */
    CERTIFICATE
}
