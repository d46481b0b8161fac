package muster.web;

import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.TemplateEngine;
import org.thymeleaf.context.Context;
import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.linkbuilder.StandardLinkBuilder;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.AbstractConfigurableTemplateResolver;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;
import org.thymeleaf.templateresolver.FileTemplateResolver;

/**
 * The pages' words and markup: turns a template's name and its variables into HTML.
 *
 * <p>Strict where the engine is lenient: an unknown variable, message or fragment is an error.
 * Templates see three objects of ours beside their variables: {@code #times} ({@link Times}),
 * {@code #figures} ({@link Figures}) and the links' content hashes.
 */
public final class Templates {
    private static final String FOLDER = "templates/";

    private final TemplateEngine engine = new TemplateEngine();
    private final Messages messages;

    /**
     * Templates of the class path, read once.
     *
     * @param staticLink adds the content hash: /static/muster.css → /static/muster.css?v=1f3a
     */
    public static Templates packaged(Clock clock, UnaryOperator<String> staticLink) {
        var resolver = new ClassLoaderTemplateResolver(Templates.class.getClassLoader());
        resolver.setPrefix(FOLDER);
        resolver.setCacheable(true);
        return new Templates(resolver, Messages.packaged(FOLDER), clock, staticLink);
    }

    /** Templates of a folder, read anew for every page: for those who edit them. */
    public static Templates edited(Path folder, Clock clock, UnaryOperator<String> staticLink) {
        var resolver = new FileTemplateResolver();
        resolver.setPrefix(folder + "/");
        resolver.setCacheable(false);
        return new Templates(resolver, Messages.edited(folder), clock, staticLink);
    }

    private Templates(
            AbstractConfigurableTemplateResolver resolver,
            Messages messages,
            Clock clock,
            UnaryOperator<String> staticLink) {
        this.messages = messages;
        resolver.setSuffix(".html");
        resolver.setTemplateMode(TemplateMode.HTML);
        resolver.setCharacterEncoding("UTF-8");
        engine.setTemplateResolver(resolver);
        engine.setMessageResolver(new TemplateMessages(messages));
        engine.setLinkBuilder(new Links(staticLink));
        engine.setEngineContextFactory(new StrictContext.Factory());
        engine.addDialect(new TemplateObjects(messages, clock));
    }

    /** The whole page, e.g. {@code page("devices/index", …)}. */
    public String page(String template, Map<String, ? extends @Nullable Object> variables) {
        return engine.process(template, context(variables));
    }

    /** The words, for mails and for what is wrong with a form. */
    public Messages messages() {
        return messages;
    }

    /** The engine itself, for the lint test, which reads what the engine parsed. */
    TemplateEngine engine() {
        return engine;
    }

    @SuppressWarnings("unchecked") // the engine's map knows nothing of null, but carries it
    private static Context context(Map<String, ? extends @Nullable Object> variables) {
        var context = new Context(Messages.LOCALE);
        context.setVariables((Map<String, Object>) variables);
        return context;
    }

    /** Links start at our own origin, and static files carry their content's hash. */
    private static final class Links extends StandardLinkBuilder {
        private final UnaryOperator<String> staticLink;

        Links(UnaryOperator<String> staticLink) {
            this.staticLink = staticLink;
        }

        @Override
        protected String computeContextPath(
                IExpressionContext context, String base, @Nullable Map<String, Object> parameters) {
            return "";
        }

        @Override
        protected String processLink(IExpressionContext context, String link) {
            return link.startsWith("/static/") ? staticLink.apply(link) : link;
        }
    }
}
