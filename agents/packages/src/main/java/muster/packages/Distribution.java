package muster.packages;

/**
 * The distribution a package list was taken on.
 *
 * @param id as {@code ID} of its os-release: debian, ubuntu, alpine, rhel, …; {@code el} where only
 *     the family (Enterprise Linux) is known
 * @param version as advisories name it: {@code 12}, {@code 22.04}, {@code 3.19}
 * @param evidence what in the list says so, for people to read
 */
public record Distribution(String id, String version, String evidence) {}
