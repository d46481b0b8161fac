package muster.web;

import java.time.Clock;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.dialect.IExpressionObjectDialect;
import org.thymeleaf.expression.IExpressionObjectFactory;

/** The objects of ours that every template may use: {@code #times} and {@code #figures}. */
final class TemplateObjects implements IExpressionObjectDialect, IExpressionObjectFactory {
    private static final String TIMES = "times";
    private static final String FIGURES = "figures";

    private final Messages messages;
    private final Clock clock;

    TemplateObjects(Messages messages, Clock clock) {
        this.messages = messages;
        this.clock = clock;
    }

    @Override
    public String getName() {
        return "muster";
    }

    @Override
    public IExpressionObjectFactory getExpressionObjectFactory() {
        return this;
    }

    @Override
    public Set<String> getAllExpressionObjectNames() {
        return Set.of(TIMES, FIGURES);
    }

    @Override
    public @Nullable Object buildObject(IExpressionContext context, String name) {
        return switch (name) {
            case TIMES -> new Times(messages, zone(context), clock.instant());
            case FIGURES -> new Figures(messages);
            default -> null;
        };
    }

    private static ZoneId zone(IExpressionContext context) {
        return context.containsVariable("shell")
                        && context.getVariable("shell") instanceof Shell shell
                ? shell.zone()
                : ZoneOffset.UTC;
    }

    @Override
    public boolean isCacheable(String name) {
        return true;
    }
}
