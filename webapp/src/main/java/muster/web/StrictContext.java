package muster.web;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.thymeleaf.IEngineConfiguration;
import org.thymeleaf.context.EngineContext;
import org.thymeleaf.context.IContext;
import org.thymeleaf.context.IEngineContext;
import org.thymeleaf.context.IEngineContextFactory;
import org.thymeleaf.engine.TemplateData;

/** A template's variables, where asking for one that nobody gave is an error, not silence. */
final class StrictContext extends EngineContext {
    private StrictContext(
            IEngineConfiguration configuration,
            TemplateData template,
            @Nullable Map<String, Object> attributes,
            Locale locale,
            Map<String, Object> variables) {
        super(configuration, template, attributes, locale, variables);
    }

    @Override
    public Object getVariable(String name) {
        if (!containsVariable(name)) {
            throw new UnknownVariable(name, getTemplateData().getTemplate());
        }
        return super.getVariable(name);
    }

    /** A template names a variable that its page does not have. */
    static final class UnknownVariable extends RuntimeException {
        UnknownVariable(String name, String template) {
            super("template " + template + " asks for ${" + name + "}, which its page lacks");
        }
    }

    /** Makes the engine use strict contexts. */
    static final class Factory implements IEngineContextFactory {
        @Override
        public IEngineContext createEngineContext(
                IEngineConfiguration configuration,
                TemplateData template,
                @Nullable Map<String, Object> attributes,
                IContext context) {
            var variables = new LinkedHashMap<String, Object>();
            for (var name : context.getVariableNames()) {
                variables.put(name, context.getVariable(name));
            }
            return new StrictContext(
                    configuration, template, attributes, context.getLocale(), variables);
        }
    }
}
