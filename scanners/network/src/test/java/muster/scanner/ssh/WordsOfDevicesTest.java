package muster.scanner.ssh;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What devices print that is no answer: prompts, questions of pagers, refusals. */
class WordsOfDevicesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--More--",
                " --More-- ",
                "---- More ----",
                "  ---- More ----",
                "<--- More --->",
                "--- more ---",
                "---(more)---",
                "---(more 35%)---",
                "--More-- (q=quit)",
                "--More or (q)uit--",
                "-- MORE --, next page: Space, next line: Enter, quit: Control-C",
                "More: <space>,  Quit: q or CTRL+Z, One line: <return>",
                "Press any key to continue",
                "Press any key to continue (Q to quit)",
                "Press <SPACE> to continue or <Q> to quit:",
                "[Press space to continue]",
                "Hit <cr> to continue",
                "lines 1-22",
                "(more)"
            })
    void aPagerAsks(String line) {
        assertTrue(Pager.asks(line), line);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "harbour-sw1#",
                "more",
                "More",
                "There is more to see",
                "Total number of entries: more than 12",
                "GigabitEthernet1/0/1",
                "Press the red button",
                "description -- More money --"
            })
    void noPagerAsks(String line) {
        assertFalse(Pager.asks(line), line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[admin@attic] >|ROUTEROS",
                "[admin@attic] <SAFE> >|ROUTEROS",
                "<attic-core>|DISPLAY",
                "[~attic-core]|DISPLAY",
                "HRP_M<attic-fw>|DISPLAY",
                "root@attic:~#|UNIX",
                "noc@attic:/home/noc$|UNIX",
                "[noc@attic ~]$|UNIX",
                "[root@attic /]#|UNIX",
                "attic$|UNIX",
                "$|UNIX",
                "noc@attic>|OPERATIONAL",
                "noc@PA-440(active)>|OPERATIONAL",
                "attic-fw #|STATUS",
                "attic-fw (global) $|STATUS",
                "attic#|SHOW",
                "attic>|SHOW",
                "RP/0/RSP0/CPU0:attic#|SHOW",
                "attic/pri/act#|SHOW",
                "(attic-wlc) >|SHOW",
                "(attic-mc) [mynode] #|STATUS",
                "bœuf_ät.1#|SHOW",
                "A:attic#|SHOW"
            })
    void aPromptHasAFamily(String prompt, Family family) {
        assertEquals(family, Family.of(prompt), prompt);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "% Invalid input detected at '^' marker.",
                "                 ^\n% Invalid input detected at '^' marker.",
                "% Invalid command at '^' marker",
                "% Incomplete command.",
                "% Unknown command",
                "% LLDP is not enabled",
                "% CDP is not enabled",
                "ERROR: % Invalid input detected at '^' marker.",
                "syntax error, expecting <command>.",
                "                  ^\nsyntax error, expecting <command>.",
                "error: syntax error: lldpp",
                "Invalid input: inventory",
                "Invalid syntax.",
                "Unknown action 0\nCommand fail. Return code -1",
                "command parse error before 'inventory'",
                "Error: Unrecognized command found at '^' position.",
                "        ^\n % Unrecognized command found at '^' position.",
                "Error:Too many parameters found at '^' position.",
                "bad command name resource (line 1 column 9)",
                "expected end of command (line 1 column 9)",
                "-bash: show: command not found",
                "sh: 1: display: not found",
                "cat: /etc/os-release: No such file or directory",
                "Incorrect usage.  Use the '?' or <TAB> key to list commands.",
                "Command authorization failed",
                "Unknown command: uname"
            })
    void aRefusalIsNoAnswer(String text) {
        assertTrue(Refusal.is(text), text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Cisco IOS Software, Version 15.2(7)E9",
                "Model: srx345\nJunos: 21.4R3-S5.4",
                "Linux attic 6.1.0-21-amd64 #1 SMP x86_64 GNU/Linux",
                "NAME: \"1\", DESCR: \"command unit\"\nPID: C9300-24T, VID: V02, SN: FOC2711A0BC",
                "Version: FortiGate-60F v7.2.8,build1639,240313 (GA.M)\nSerial-Number: FGT60FTK20000001",
                "Vlan    Mac Address       Type        Ports\n   1    aabb.cc00.0100    DYNAMIC     Gi1/0/1"
            })
    void anAnswerIsNoRefusal(String text) {
        assertFalse(Refusal.is(text), text);
    }
}
