package muster.packages;

/** What secrets look like: regular expressions that refusing and redacting share. */
final class Secrets {
    /** Tokens that their issuers begin with letters of their own. */
    static final String TOKEN =
            "(?:gh[pousr]_[A-Za-z0-9]{20,255}+|github_pat_\\w{20,255}+|glpat-[\\w-]{16,255}+"
                    + "|xox[abeprs]-[\\w-]{10,255}+|[sr]k_(?:live|test)_\\w{10,255}+"
                    + "|AIza[\\w-]{30,60}+|npm_\\w{30,60}+|hf_\\w{30,60}+"
                    + "|mst_(?:key|pat)_[\\w-]{8,255}+|sk-[\\w-]{20,255}+"
                    + "|eyJ[\\w-]{8,}+\\.[\\w-]{8,}+\\.[\\w-]{4,}+)";

    /** Between the scheme and the host of an address: a name and its password. */
    static final String CREDENTIALS = "(://)[^\\s/@:\"'<>]{0,200}+:[^\\s/@\"'<>]{1,500}+(?=@)";

    /** A whole line that sets a secret: {@code db.password: hunter2}. */
    static final String SETTING;

    /** The same inside a line, where only the equals sign is sure. */
    static final String ARGUMENT;

    static {
        var word =
                "(?:passw(?:or)?d|passphrase|pwd|secret|token"
                        + "|api[_-]?key|access[_-]?key|private[_-]?key)";
        // Versions, architectures and paths stand behind names too: passwd=1:4.13, passwd:amd64.
        var value =
                "(?!=|/|\\d+[:.]|(?:all|any|amd64|arm64|armel|armhf|i386|ppc64el|s390x)\\b)"
                        + "(?:\"[^\"]{3,500}+\"|'[^']{3,500}+'|[^\\s\"'<\\[]{3,500}+)[,;]?";
        SETTING =
                "^(?i)(?:export\\s+|set\\s+|-\\s+)?[\"']?(?:[a-z][\\w.-]{0,60}[_.-])?"
                        + word
                        + "[\"']?\\s{0,3}+[=:]\\s{0,3}+"
                        + value
                        + "(?:\\s+[#;].*)?\\s*$";
        ARGUMENT = "(?i)(?<![\\w.-])(?:--?)?(?:passw(?:or)?d|passphrase|pwd)=" + value;
    }

    private Secrets() {}
}
