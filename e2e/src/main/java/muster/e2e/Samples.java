package muster.e2e;

/** Package lists as people paste them. */
final class Samples {
    /** A few lines of {@code dpkg -l} of a Debian 12 that was not kept up to date. */
    static final String DPKG =
            """
            Desired=Unknown/Install/Remove/Purge/Hold
            | Status=Not/Inst/Conf-files/Unpacked/halF-conf/Half-inst/trig-aWait/Trig-pend
            |/ Err?=(none)/Reinst-required (Status,Err: uppercase=bad)
            ||/ Name                 Version              Architecture Description
            +++-====================-====================-============-=========================
            ii  base-files           12.4+deb12u5         amd64        Debian base system files
            ii  curl                 7.88.1-10+deb12u5    amd64        command line tool for URLs
            ii  libssl3:amd64        3.0.11-1~deb12u2     amd64        Secure Sockets Layer toolkit
            ii  openssh-server       1:9.2p1-2+deb12u2    amd64        secure shell (SSH) server
            ii  openssl              3.0.11-1~deb12u2     amd64        Secure Sockets Layer toolkit
            ii  sudo                 1.9.13p3-1+deb12u1   amd64        limited super user privileges
            ii  xz-utils             5.4.1-0.2            amd64        XZ-format compression tools
            """;

    private Samples() {}
}
