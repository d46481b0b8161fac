package muster;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/** Law 1: the hub observes, the device decides. Nothing here can start a program on a device. */
class TheHubObservesTest {
    private static final JavaClasses HOUSE =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("muster");

    @Test
    void nothingStartsAProcessButTheEmbeddedPostgres() {
        ArchRule rule =
                noClasses()
                        .that()
                        .doNotHaveFullyQualifiedName("muster.database.PostgresBinaries")
                        .and()
                        .resideOutsideOfPackage("muster.e2e..")
                        .should()
                        .accessTargetWhere(startsAProcess());

        rule.check(HOUSE);
    }

    private static DescribedPredicate<JavaAccess<?>> startsAProcess() {
        return DescribedPredicate.describe(
                "starts a process",
                access -> {
                    var owner = access.getTargetOwner().getName();
                    return owner.equals("java.lang.ProcessBuilder")
                            || (owner.equals("java.lang.Runtime")
                                    && access.getName().equals("exec"));
                });
    }
}
