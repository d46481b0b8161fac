package muster.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import muster.web.TemplateLintSource.Element;
import ognl.Ognl;
import ognl.OgnlException;
import org.junit.jupiter.api.Test;
import org.thymeleaf.context.ExpressionContext;
import org.thymeleaf.exceptions.TemplateProcessingException;
import org.thymeleaf.standard.expression.StandardExpressionParser;

/** Templates as written: what the engine would let pass in silence is found here. */
class TemplateLintTest {
    private static final Pattern FRAGMENT =
            Pattern.compile("~\\{\\s*([\\w/-]*)\\s*::\\s*([\\w-]+)");
    private static final Pattern SCRIPTED =
            Pattern.compile("(th:)?(on\\w+|style)|hx-on.*|th:utext");
    private static final Set<String> UNEVALUATED = Set.of("th:fragment", "th:remove");

    private final List<TemplateLintSource> sources = TemplateLintSource.all();
    private final Templates templates =
            Templates.edited(TemplateLintSource.FOLDER, Clock.systemUTC(), link -> link);

    @Test
    void everyExpressionParses() {
        var parser = new StandardExpressionParser();
        var context = new ExpressionContext(templates.engine().getConfiguration());
        assertNone(element -> {
            var problems = new ArrayList<String>();
            element.attributes()
                    .forEach((name, value) -> {
                        if (name.startsWith("th:") && !UNEVALUATED.contains(name)) {
                            problem(parser, context, name, value).forEach(problems::add);
                        }
                    });
            return problems;
        });
    }

    private static Stream<String> problem(
            StandardExpressionParser parser, ExpressionContext context, String name, String value) {
        try {
            switch (name) {
                case "th:each" -> parser.parseEach(context, value);
                case "th:with", "th:attr" -> parser.parseAssignationSequence(context, value, false);
                default -> parser.parseExpression(context, value);
            }
            for (var inner : TemplateLintExpressions.variables(value)) {
                Ognl.parseExpression(inner);
            }
            return Stream.empty();
        } catch (TemplateProcessingException | OgnlException e) {
            return Stream.of(name + "=\"" + value + "\": " + e.getMessage());
        }
    }

    @Test
    void everyFragmentExists() {
        var fragments =
                sources.stream()
                        .collect(
                                Collectors.toMap(
                                        TemplateLintSource::name, TemplateLintSource::fragments));
        assertNone(element ->
                matches(FRAGMENT, element)
                        .filter(match ->
                                !match.group(1).isEmpty()
                                        && !fragments
                                                .getOrDefault(match.group(1), List.of())
                                                .contains(match.group(2)))
                        .map(match -> "no fragment " + match.group())
                        .toList());
    }

    /** The engine would take the element instead of the fragment, wherever it stands first. */
    @Test
    void noFragmentIsNamedLikeAnElementBesideIt() {
        for (var source : sources) {
            var names = new HashSet<>(source.fragments());
            names.retainAll(source.elements().stream().map(Element::name).toList());
            assertEquals(Set.of(), names, source.name());
        }
    }

    /** The engine includes first and asks later: the condition would be lost. */
    @Test
    void noConditionOrLoopStandsOnAReplacedElement() {
        assertNone(element ->
                element.attributes().containsKey("th:replace")
                        ? Stream.of("th:if", "th:unless", "th:each")
                                .filter(element.attributes()::containsKey)
                                .map(name -> name + " beside th:replace: wrap it")
                                .toList()
                        : List.of());
    }

    @Test
    void nothingIsInline() {
        assertNone(element -> {
            var problems =
                    new ArrayList<>(
                            element.attributes().keySet().stream()
                                    .filter(name -> SCRIPTED.matcher(name).matches())
                                    .toList());
            if (element.name().equals("style")
                    || (element.name().equals("script")
                            && !element.attributes().containsKey("th:src"))) {
                problems.add("inline");
            }
            return problems;
        });
        for (var source : sources) {
            assertEquals(-1, source.text().indexOf("[["), source.name() + ": use th:text");
            assertEquals(-1, source.text().indexOf("javascript:"), source.name());
        }
    }

    @Test
    void everyPostFormCarriesTheCsrfToken() {
        for (var source : sources) {
            var forms = numbers(source.elements().stream());
            var guarded = numbers(source.elements().stream().filter(TemplateLintTest::isCsrf));
            assertEquals(forms, guarded, source.name() + ": POST forms without csrf");
        }
    }

    private static Set<Integer> numbers(Stream<Element> elements) {
        return elements.map(Element::forms).filter(form -> form > 0).collect(Collectors.toSet());
    }

    private static boolean isCsrf(Element element) {
        return "csrf".equals(element.attributes().get("name"))
                || element.attributes().getOrDefault("th:replace", "").contains(":: csrf}");
    }

    @Test
    void everyComponentIsUsed() {
        var used =
                sources.stream()
                        .flatMap(source -> source.elements().stream())
                        .flatMap(element -> matches(FRAGMENT, element))
                        .map(match -> match.group(1) + " :: " + match.group(2))
                        .collect(Collectors.toSet());
        var declared =
                sources.stream()
                        .filter(source -> source.name().startsWith("components/"))
                        .flatMap(source ->
                                source.fragments().stream()
                                        .map(name -> source.name() + " :: " + name))
                        .filter(name -> !used.contains(name))
                        .toList();
        assertEquals(List.of(), declared, "show them in web/gallery.html");
    }

    private static Stream<MatchResult> matches(Pattern pattern, Element element) {
        return element.attributes().entrySet().stream()
                .filter(attribute -> attribute.getKey().startsWith("th:"))
                .flatMap(attribute -> pattern.matcher(attribute.getValue()).results());
    }

    private void assertNone(Function<Element, List<String>> problems) {
        var found =
                sources.stream()
                        .flatMap(source -> source.elements().stream())
                        .flatMap(element ->
                                problems.apply(element).stream()
                                        .map(problem -> element + " " + problem))
                        .toList();
        assertEquals("", String.join("\n", found));
    }
}
