package muster.identity.domains;

import java.util.List;
import muster.database.Database;
import muster.database.Sql;
import muster.identity.Letter;
import muster.identity.Mail;
import muster.web.Messages;
import org.jspecify.annotations.Nullable;

/** Letters to everybody who owns an organization, about who gets into it. */
public final class OwnerLetters {
    private final Database database;
    private final Mail mail;
    private final Messages messages;

    public OwnerLetters(Database database, Mail mail, Messages messages) {
        this.database = database;
        this.mail = mail;
        this.messages = messages;
    }

    /** The mailboxes of the owners of the transaction's organization. */
    public List<String> owners() {
        return database.list(
                Sql.of(
                        """
                        select p.email from memberships m join people p on p.id = m.person_id
                        where m.org_id = tenant() and m.role = 'owner' order by p.email
                        """),
                row -> row.text("email"));
    }

    /** Sends each of them the letter of these words: {@code subject} and {@code text}. */
    public void send(List<String> owners, String words, @Nullable Object... values) {
        for (var owner : owners) {
            mail.send(
                    new Letter(
                            owner,
                            messages.text(words + "subject", values),
                            messages.text(words + "text", values)));
        }
    }
}
