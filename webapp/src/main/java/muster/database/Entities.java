package muster.database;

import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;
import org.hibernate.SessionFactory;
import org.hibernate.boot.model.naming.PhysicalNamingStrategySnakeCaseImpl;
import org.hibernate.cfg.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * The classes that Hibernate maps. Its factory takes most of a second to make, so it is made when
 * it is first needed; the hub asks for it in the background once its pages are served.
 */
public final class Entities implements Supplier<SessionFactory> {
    private final List<Class<?>> classes;
    private @Nullable SessionFactory factory;

    public Entities(Class<?>... classes) {
        this.classes = List.copyOf(Arrays.asList(classes));
    }

    @Override
    public synchronized SessionFactory get() {
        if (factory == null) {
            factory = make();
        }
        return factory;
    }

    private SessionFactory make() {
        var settings = new Properties();
        settings.setProperty("hibernate.dialect", "org.hibernate.dialect.PostgreSQLDialect");
        settings.setProperty("jakarta.persistence.database-product-name", "PostgreSQL");
        settings.setProperty("jakarta.persistence.database-major-version", "18");
        // Each session gets the connection of its transaction; there is none to ask at start.
        settings.setProperty("hibernate.boot.allow_jdbc_metadata_access", "false");
        settings.setProperty("hibernate.jdbc.time_zone", "UTC");
        var configuration = new Configuration();
        configuration.setPhysicalNamingStrategy(new PhysicalNamingStrategySnakeCaseImpl());
        configuration.addProperties(settings);
        classes.forEach(configuration::addAnnotatedClass);
        return configuration.buildSessionFactory();
    }
}
