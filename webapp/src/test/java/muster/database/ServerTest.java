package muster.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerTest {
    @Test
    void isReadFromAnAddress() {
        var server = server("postgres://ada:s%40fe@db.example:6432/muster");

        assertEquals("jdbc:postgresql://db.example:6432/muster", server.url());
        assertEquals("ada", server.user());
        assertEquals("s@fe", server.password());
        assertFalse(server.toString().contains("s@fe"));
    }

    @Test
    void keepsHowTheConnectionIsEncrypted() {
        var server =
                server("postgres://ada:x@db/muster?sslmode=verify-full&sslrootcert=/etc/ca.pem");

        assertEquals(
                "jdbc:postgresql://db:5432/other?sslmode=verify-full&sslrootcert=/etc/ca.pem",
                server.database("other").url());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres://db/muster",
                "postgres://ada@db/muster",
                "postgres://ada:hunter2@db",
                "postgres://ada:hunter2@db/muster?socketFactory=evil",
                "postgres://ada:hunter2@db/muster?sslmode=require&",
                "postgres://ada:hunter2@db/muster?sslmode=require&user=x"
            })
    void otherAddressesAreRefusedWithoutTheirPassword(String url) {
        var refused = assertThrows(IllegalArgumentException.class, () -> server(url));

        assertFalse(String.valueOf(refused.getMessage()).contains("hunter2"));
    }

    private static Server server(String url) {
        return Server.of(URI.create(url));
    }
}
