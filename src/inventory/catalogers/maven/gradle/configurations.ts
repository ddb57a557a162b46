import type { Scope } from '../../../../model/index.ts';
import { strongerScope } from '../../../scope.ts';

/** Configurations of Gradle's own and of widespread plugins that put their packages to use in the build only. */
const tools =
  /^(?:classpath|.*[Aa]nnotationProcessor(?:Classpath)?|(?:_internal[A-Za-z]*_)?(?:kapt|ksp)[A-Z]?.*|kotlin(?:Compiler|Build|Klib|Native|Scripting|Bouncy).*|checkstyle|codenarc|pmd(?:Aux)?|spotbugs(?:Plugins|Slf4j)?|findbugs|errorprone(?:Javac)?|jacoco(?:Agent|Ant)|ktlint.*|detekt(?:Plugins)?|spotless.*|lint(?:Checks|ClassPath)|dokka.*|protobufToolsLocator.*|zinc|signatures|animalsniffer|forbiddenapis|antlr|jmh[A-Z]?.*|asciidoctor.*)$/;

/**
 * What a configuration is for, by its name. `compileClasspath` alone has what is there when the program runs without being shipped
 * with it, like `provided` of Maven. A name that says nothing counts as `runtime`.
 * @see https://docs.gradle.org/current/userguide/java_plugin.html#sec:java_plugin_and_dependency_management
 */
export function scopeOfConfiguration(name: string): Scope {
  if (
    /^(?:test|integrationTest|functionalTest|smokeTest|e2eTest)|(?:Test|UnitTest|AndroidTest|TestFixtures)(?=[A-Z]|$)|^androidTest/.test(
      name,
    )
  ) {
    return 'test';
  }
  if (tools.test(name)) return 'dev';
  return /(?:^c|C)ompileClasspath$|(?:^c|C)ompileOnly$/.test(name) ? 'optional' : 'runtime';
}

/** What a list of configurations is for: the strongest of them. Lists and names come again on every line of a lock file. */
export class ConfigurationScopes {
  readonly #known = new Map<string, Scope>();

  of(list: string): Scope {
    let scope = this.#known.get(list);
    if (scope === undefined) {
      const names = list.split(',').map((name) => name.trim());
      scope = names.map((name) => scopeOfConfiguration(name)).reduce(strongerScope, 'test');
      if (list.length <= LONGEST_KEPT) this.#known.set(list, scope);
    }
    return scope;
  }
}

const LONGEST_KEPT = 2000; // characters
