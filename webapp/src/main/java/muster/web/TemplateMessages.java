package muster.web;

import org.jspecify.annotations.Nullable;
import org.thymeleaf.context.ITemplateContext;
import org.thymeleaf.messageresolver.IMessageResolver;

/** Hands {@link Messages} to the template engine; a missing key fails the page. */
final class TemplateMessages implements IMessageResolver {
    private final Messages messages;

    TemplateMessages(Messages messages) {
        this.messages = messages;
    }

    @Override
    public String getName() {
        return "messages";
    }

    @Override
    public Integer getOrder() {
        return 0;
    }

    @Override
    public String resolveMessage(
            ITemplateContext context,
            @Nullable Class<?> origin,
            String key,
            @Nullable Object @Nullable [] parameters) {
        return messages.text(key, parameters == null ? new Object[0] : parameters);
    }

    @Override
    public String createAbsentMessageRepresentation(
            ITemplateContext context,
            @Nullable Class<?> origin,
            String key,
            @Nullable Object @Nullable [] parameters) {
        throw new IllegalArgumentException("no message for key " + key);
    }
}
