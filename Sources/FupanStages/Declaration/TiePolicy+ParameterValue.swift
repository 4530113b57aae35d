import FupanConfig
import FupanPlan

extension TiePolicy: ParameterChoice {}
extension OnError: ParameterChoice {}
