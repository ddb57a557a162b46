/**
 * Groups of widespread artifacts whose archives do not say it, because they are not built with Maven: the group, the names of its
 * artifacts (a final `*` stands for any ending), and what of the archive must bear it out, so that a file name alone is not
 * believed: a directory of classes, or the beginning of the automatic module name, the title or the vendor in the manifest.
 */
const knownGroups: readonly (readonly [group: string, artifacts: string, proofs: string])[] = [
  [
    'org.springframework',
    'spring-aop spring-aspects spring-beans spring-context spring-context-indexer spring-context-support spring-core spring-core-test ' +
      'spring-expression spring-instrument spring-jcl spring-jdbc spring-jms spring-messaging spring-orm spring-oxm spring-r2dbc ' +
      'spring-test spring-tx spring-web spring-webflux spring-webmvc spring-webmvc-portlet spring-websocket',
    'org/springframework spring.',
  ],
  ['org.springframework.boot', 'spring-boot spring-boot-*', 'org/springframework/boot spring.boot'],
  ['org.springframework.security', 'spring-security-*', 'org/springframework/security'],
  ['org.springframework.session', 'spring-session-*', 'org/springframework/session'],
  ['org.springframework.integration', 'spring-integration-*', 'org/springframework/integration'],
  ['org.springframework.batch', 'spring-batch-*', 'org/springframework/batch'],
  ['org.springframework.kafka', 'spring-kafka spring-kafka-*', 'org/springframework/kafka'],
  ['org.springframework.amqp', 'spring-amqp spring-rabbit spring-rabbit-*', 'org/springframework/amqp org/springframework/rabbit'],
  ['org.springframework.ldap', 'spring-ldap-*', 'org/springframework/ldap'],
  ['org.springframework.graphql', 'spring-graphql spring-graphql-*', 'org/springframework/graphql'],
  ['org.springframework.ws', 'spring-ws-* spring-xml', 'org/springframework/ws org/springframework/xml'],
  ['io.projectreactor', 'reactor-core reactor-core-* reactor-test reactor-tools', 'reactor/core reactor/test reactor/tools'],
  ['io.projectreactor.netty', 'reactor-netty reactor-netty-*', 'reactor/netty reactor.netty'],
  ['io.projectreactor.kafka', 'reactor-kafka', 'reactor/kafka'],
  ['io.projectreactor.addons', 'reactor-extra reactor-pool reactor-adapter', 'reactor/extra reactor/pool reactor/adapter'],
  ['io.projectreactor.kotlin', 'reactor-kotlin-extensions', 'reactor/kotlin'],
  ['io.micrometer', 'micrometer-* context-propagation', 'io/micrometer'],
  ['org.jetbrains.kotlin', 'kotlin-*', 'kotlin JetBrains'],
  ['org.jetbrains.kotlinx', 'kotlinx-*', 'kotlinx META-INF/kotlin'],
  ['com.squareup.okhttp3', 'okhttp okhttp-* logging-interceptor mockwebserver', 'okhttp3'],
  ['com.squareup.okio', 'okio okio-*', 'okio META-INF/kotlin'],
  ['com.squareup.retrofit2', 'retrofit converter-* adapter-*', 'retrofit2'],
  ['com.squareup.moshi', 'moshi moshi-*', 'com/squareup/moshi'],
  ['com.github.ben-manes.caffeine', 'caffeine guava jcache', 'com/github/benmanes'],
  [
    'org.apache.tomcat.embed',
    'tomcat-embed-*',
    'org/apache/catalina org/apache/tomcat org/apache/el org/apache/jasper Apache&Tomcat',
  ],
  [
    'org.apache.tomcat',
    'tomcat-*',
    'org/apache/catalina org/apache/tomcat org/apache/coyote org/apache/juli org/apache/naming Apache&Tomcat org.apache.tomcat',
  ],
  [
    'org.apache.kafka',
    'kafka-clients kafka-streams kafka-streams-* kafka-server* kafka-raft kafka-metadata kafka-storage* kafka-group-* kafka-tools* connect-* kafka_2.*',
    'org/apache/kafka kafka',
  ],
  ['org.apache.lucene', 'lucene-*', 'org/apache/lucene'],
  ['org.apache.solr', 'solr-*', 'org/apache/solr'],
  ['org.apache.derby', 'derby derbyclient derbynet derbyshared derbytools', 'org/apache/derby'],
  ['org.apache.ant', 'ant ant-*', 'org/apache/tools'],
  ['org.apache.poi', 'poi poi-*', 'org/apache/poi org/openxmlformats/schemas'],
  ['org.apache.velocity', 'velocity velocity-*', 'org/apache/velocity'],
  ['xerces', 'xercesImpl', 'org/apache/xerces'],
  ['xalan', 'xalan serializer', 'org/apache/xalan org/apache/xml'],
  ['org.apache.hadoop', 'hadoop-*', 'org/apache/hadoop'],
  ['org.elasticsearch.client', 'elasticsearch-rest-*', 'org/elasticsearch'],
  ['org.elasticsearch', 'elasticsearch elasticsearch-*', 'org/elasticsearch'],
  ['org.opensearch.client', 'opensearch-rest-*', 'org/opensearch'],
  ['org.opensearch', 'opensearch opensearch-*', 'org/opensearch'],
  ['io.grpc', 'grpc-*', 'io/grpc io.grpc jar'],
  ['io.perfmark', 'perfmark-*', 'io/perfmark'],
  ['io.opentelemetry', 'opentelemetry-*', 'io/opentelemetry'],
  ['io.netty', 'netty netty-*', 'io/netty'],
  ['io.ktor', 'ktor-*', 'io/ktor'],
  ['io.micronaut', 'micronaut-*', 'io/micronaut'],
  ['org.junit.jupiter', 'junit-jupiter junit-jupiter-*', 'org/junit junit.org'],
  ['org.junit.platform', 'junit-platform-*', 'org/junit junit.org'],
  ['org.junit.vintage', 'junit-vintage-*', 'org/junit junit.org'],
  ['org.opentest4j', 'opentest4j', 'org/opentest4j'],
  ['org.apiguardian', 'apiguardian-api', 'org/apiguardian'],
  ['org.mockito', 'mockito-*', 'org/mockito'],
  ['org.objenesis', 'objenesis', 'org/objenesis'],
  ['org.hamcrest', 'hamcrest hamcrest-*', 'org/hamcrest'],
  ['org.testng', 'testng testng-*', 'org/testng'],
  ['com.jayway.jsonpath', 'json-path json-path-assert', 'com/jayway/jsonpath'],
  ['org.ow2.asm', 'asm asm-*', 'org/objectweb/asm'],
  ['org.aspectj', 'aspectjrt aspectjweaver aspectjtools', 'org/aspectj'],
  ['org.projectlombok', 'lombok', 'lombok'],
  ['org.checkerframework', 'checker-*', 'org/checkerframework'],
  ['com.google.dagger', 'dagger dagger-*', 'dagger'],
  ['com.h2database', 'h2', 'org/h2'],
  ['org.hsqldb', 'hsqldb', 'org/hsqldb'],
  ['org.postgresql', 'postgresql', 'org/postgresql'],
  ['com.mysql', 'mysql-connector-j', 'com/mysql'],
  ['mysql', 'mysql-connector-java', 'com/mysql'],
  ['com.oracle.database.jdbc', 'ojdbc* ucp*', 'oracle/jdbc oracle/ucp'],
  ['org.mongodb', 'mongodb-* bson bson-* mongo-java-driver', 'com/mongodb org/bson'],
  ['org.bouncycastle', 'bcprov-* bcpkix-* bcutil-* bcpg-* bctls-* bcmail-* bcjmail-* bctsp-* bc-fips', 'org/bouncycastle'],
  ['net.java.dev.jna', 'jna jna-*', 'com/sun/jna'],
  ['org.lz4', 'lz4-java', 'net/jpountz'],
  ['org.reactivestreams', 'reactive-streams reactive-streams-*', 'org/reactivestreams'],
  ['org.thymeleaf.extras', 'thymeleaf-extras-*', 'org/thymeleaf'],
  ['org.thymeleaf', 'thymeleaf thymeleaf-*', 'org/thymeleaf'],
  ['com.graphql-java', 'graphql-java graphql-java-* java-dataloader', 'graphql org/dataloader'],
  ['com.typesafe.akka', 'akka-*', 'akka'],
  ['com.typesafe', 'config', 'com/typesafe/config'],
  ['org.scala-lang', 'scala-library scala-reflect scala-compiler', 'scala'],
  ['com.lmax', 'disruptor', 'com/lmax'],
  ['com.google.code.gson', 'gson', 'com/google/gson'],
  ['com.google.inject', 'guice', 'com/google/inject'],
  ['org.freemarker', 'freemarker', 'freemarker'],
  ['org.jdom', 'jdom2', 'org/jdom2'],
  ['com.beust', 'jcommander', 'com/beust/jcommander'],
  ['com.github.luben', 'zstd-jni', 'com/github/luben'],
  ['org.xerial.snappy', 'snappy-java', 'org/xerial/snappy'],
  ['org.rocksdb', 'rocksdbjni', 'org/rocksdb'],
  ['net.sourceforge.htmlunit', 'htmlunit htmlunit-* neko-htmlunit', 'com/gargoylesoftware net/sourceforge/htmlunit'],
  ['javax.servlet', 'servlet-api javax.servlet-api', 'javax/servlet'],
  ['org.gradle', 'gradle-wrapper gradle-tooling-api', 'org/gradle'],
];

/** Artifacts that bear the name of their group, as was the custom once, with their proofs. */
const namesakes: readonly (readonly [artifacts: string, proofs: string])[] = [
  [
    'commons-beanutils commons-chain commons-cli commons-codec commons-collections commons-configuration commons-dbcp commons-digester ' +
      'commons-discovery commons-el commons-fileupload commons-httpclient commons-io commons-jexl commons-jxpath commons-lang ' +
      'commons-logging commons-net commons-pool commons-validator',
    'org/apache/commons',
  ],
  ['antlr', 'antlr'],
  ['aopalliance', 'org/aopalliance'],
  ['javax.inject', 'javax/inject'],
  ['junit', 'junit org/junit'],
  ['log4j', 'org/apache/log4j'],
  ['xml-apis', 'org/w3c javax/xml'],
  ['xmlpull', 'org/xmlpull'],
];

/** Groups that changed their name, by the major version with which each name begins, the newest first. */
const renamedGroups: readonly (readonly [artifacts: string, proofs: string, ...names: readonly (readonly [number, string])[]])[] = [
  ['groovy groovy-*', 'groovy org/codehaus/groovy org/apache/groovy', [4, 'org.apache.groovy'], [0, 'org.codehaus.groovy']],
  ['hibernate-commons-annotations', 'org/hibernate', [0, 'org.hibernate.common']],
  [
    'hibernate-core hibernate-envers hibernate-jcache hibernate-testing',
    'org/hibernate',
    [6, 'org.hibernate.orm'],
    [0, 'org.hibernate'],
  ],
  ['dom4j', 'org/dom4j', [2, 'org.dom4j'], [0, 'dom4j']],
  ['rxjava', 'rx io/reactivex', [3, 'io.reactivex.rxjava3'], [2, 'io.reactivex.rxjava2'], [0, 'io.reactivex']],
];

export interface ArchiveFacts {
  readonly artifactId: string;
  readonly version: string | undefined;
  /** Two and three levels deep: `org/apache`, `org/apache/commons`. */
  readonly classDirectories: ReadonlySet<string>;
  /** Automatic module name, title and vendor of the manifest. */
  readonly titles: readonly string[];
}

/** The group of a widely known artifact. */
export function knownGroup(facts: ArchiveFacts): string | undefined {
  const known = knownGroups.find(([, artifacts, proofs]) => isNamed(artifacts, facts.artifactId) && isProven(proofs, facts));
  if (known !== undefined) return known[0];
  if (namesakes.some(([artifacts, proofs]) => isNamed(artifacts, facts.artifactId) && isProven(proofs, facts)))
    return facts.artifactId;
  const [, , ...names] =
    renamedGroups.find(([artifacts, proofs]) => isNamed(artifacts, facts.artifactId) && isProven(proofs, facts)) ?? [];
  const major = Number.parseInt(facts.version ?? '', 10);
  return names.find(([since]) => major >= since)?.[1];
}

function isNamed(artifacts: string, artifactId: string): boolean {
  return artifacts.split(' ').some((name) => (name.endsWith('*') ? artifactId.startsWith(name.slice(0, -1)) : artifactId === name));
}

/** A proof that begins a class directory or a title; `&` stands for a space in it. */
function isProven(proofs: string, { classDirectories, titles }: ArchiveFacts): boolean {
  return proofs.split(' ').some((proof) => {
    if (classDirectories.has(proof)) return true;
    const text = proof.replaceAll('&', ' ');
    if (titles.some((title) => title.startsWith(text))) return true;
    return !proof.includes('/') && [...classDirectories].some((directory) => directory.startsWith(`${proof}/`));
  });
}
