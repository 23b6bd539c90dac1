namespace CrossRiver.Emulator.Modules.Customers.Requests;

/// <summary>Provides the codes of countries and of the states of the United States, in any casing.</summary>
internal static class Regions
{
    // ISO 3166-1 alpha-2, as assigned in 2026.
    private static readonly HashSet<string> Countries = Codes(
        """
        AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD
        CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF
        GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN
        KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA
        NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI
        SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI
        VN VU WF WS YE YT ZA ZM ZW
        """);

    // States, the federal district, territories, freely associated states and military mail. Source: USPS Publication 28, appendix B, and UM of ISO 3166-2.
    private static readonly HashSet<string> States = Codes(
        """
        AL AK AZ AR CA CO CT DE FL GA HI ID IL IN IA KS KY LA ME MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH OK OR PA RI SC
        SD TN TX UT VT VA WA WV WI WY DC AS FM GU MH MP PR PW UM VI AA AE AP
        """);

    public static bool IsCountry(string code) => Countries.Contains(code);

    public static bool IsState(string code) => States.Contains(code);

    private static HashSet<string> Codes(string text) => new(text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);
}
